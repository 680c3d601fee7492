import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// What people said, as staff reads, hears and answers it.
extension PageRoutes {
    func addVoices(to router: Router<some RequestContext>) {
    }
}
