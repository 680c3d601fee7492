import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// What somebody said and what became of it, on their own page.
extension PageRoutes {
    func addOwnVoices(to router: Router<some RequestContext>) {
    }
}
