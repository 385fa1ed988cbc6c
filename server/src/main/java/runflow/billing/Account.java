package runflow.billing;

import runflow.id.OrgId;

/** Whose money: an organisation's live money or its play money. The two never mix. */
public record Account(OrgId org, boolean livemode) {}
