package runflow.run;

import runflow.provider.Provider;

/**
 * One step on a run's way: the run as its row says, the provider it is pinned to, and where the
 * calls made meanwhile are told.
 */
record Step(Run run, Provider provider, RunEvents.Made calls) {
  /** The same step with the run in another state. */
  Step in(RunState state) {
    return new Step(run.in(state), provider, calls);
  }
}
