// Everything that is not compared, executed or seen, each with its reason.

/** Values of the state that always differ: both states must have the keys, with values of the same length. */
export const VALUES = {
  'System.BlockHash': 'the hash of a block covers the root of the state, and so :code, and the signatures, which are random',
  'System.ParentHash': 'the same',
  'MevShield.AuthorKeys': 'the node draws a new key for each block',
  'MevShield.CurrentKey': 'the same',
  'MevShield.NextKey': 'the same',
};

/** Calls that the script does not execute with success. */
export const CALLS = {
  'system.setCode': "replaces the runtime under test; FRAME's own",
  'system.setCodeWithoutChecks': 'the same',
  'system.applyAuthorizedUpgrade': 'the same',
  'balances.forceAdjustTotalIssuance': 'always refused: the issuance is the sum of all balances',
  'system.doTask': 'the runtime has no tasks',
  'grandpa.reportEquivocation': 'the runtime takes no proof of ownership of a key, so the call cannot be encoded',
  'grandpa.reportEquivocationUnsigned': 'the same',
};

/** Errors of the chain's own pallets that no call of the script returns. */
export const ERRORS = {
  'subtensorModule.Overflow': 'cannot happen while the caps on issuance hold',
  'subtensorModule.NothingToClaim': 'is no longer returned: a claim of nothing does nothing',
  'subtensorModule.TooManyParents': 'is never returned: the event SetChildrenFailed reports it',
  'subtensorModule.TooManyParentsOnSubnet': 'the same',
  'subtensorModule.TooManyPositions': 'is no longer returned: a swap of a hotkey goes on in the next call',
  'commitments.Overflow': 'cannot happen within the bounds of the types',
  'swap.SubnetExists': 'the subtensor pallet founds subnets under free numbers only',
  'swap.NetUidTooHigh': 'the same',
  'swap.Overflow': 'cannot happen while the caps on issuance hold',
  'swap.StaleQuote': 'every trade is carried out as soon as it is quoted',
  'swap.CannotUseCustodyAccount': 'nobody can sign for the custody account',
  'mevShield.BadKeyLength': 'only the inherent can fail so, and the node makes none that does',
  'mevShield.AlreadyAnnounced': 'the same',
  'mevShield.NoAuthor': 'the same',
};

/** Events of the chain's own pallets that the script does not bring about. */
export const EVENTS = {
  'subtensorModule.ColdkeySwapUnfinished': 'no coldkey of the script has more than one call moves',
};
