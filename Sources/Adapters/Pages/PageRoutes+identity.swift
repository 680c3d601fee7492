import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// Who we are, and the mirror.
extension PageRoutes {
    func addIdentity(to router: Router<some RequestContext>) {
    }
}
