package runflow.run;

import runflow.billing.Account;

/**
 * What shares a number of places: the runs of one account at one provider, by the provider's name
 * for the lane, which is the model unless the provider says otherwise.
 */
record Lane(Account account, String provider, String name) {}
