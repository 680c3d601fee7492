import Domain
import HTTPTypes
import Hummingbird
import Kernel
import Runtime

/// What is tried, and why it stopped.
extension PageRoutes {
    func addExperiments(to router: Router<some RequestContext>) {
    }
}
