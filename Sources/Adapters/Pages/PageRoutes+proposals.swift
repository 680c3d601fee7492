import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// What was gathered, weighed and decided.
extension PageRoutes {
    func addProposals(to router: Router<some RequestContext>) {
    }
}
