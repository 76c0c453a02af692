// The outcome of a call and of the calls in it, from its events.

/** Names a dispatch error: `section.Name` of a pallet's error, else its kind. */
function errorName(registry, error) {
  if (error.isModule) {
    const { section, name } = registry.findMetaError(error.asModule);
    return `${section}.${name}`;
  }
  return error.inner && error.value.toString() !== '' ? `${error.type}.${error.value}` : error.type;
}

/** The fields of events that hold the result of a call within a call. */
const RESULTS = {
  'utility.DispatchedAs': (data) => data.result,
  'sudo.Sudid': (data) => data.sudoResult,
  'sudo.SudoAsDone': (data) => data.sudoResult,
  'proxy.ProxyExecuted': (data) => data.result,
  'multisig.MultisigExecuted': (data) => data.result,
};

/** The fields of events that hold an error. */
const ERRORS = {
  'system.ExtrinsicFailed': (data) => data.dispatchError,
  'utility.BatchInterrupted': (data) => data.error,
  'utility.ItemFailed': (data) => data.error,
  'utility.IfElseFallbackCalled': (data) => data.mainError,
  'subtensorModule.BatchWeightItemFailed': (data) => data[0],
  'subtensorModule.TimelockedWeightsDropped': (data) => data[2],
};

/** Returns the errors in the events of a call, in their order. */
export function failures(registry, events) {
  const found = [];
  for (const { section, method, data } of events) {
    const name = `${section}.${method}`;
    if (RESULTS[name]) {
      const result = RESULTS[name](data);
      if (result.isErr) found.push(errorName(registry, result.asErr));
    }
    if (ERRORS[name]) found.push(errorName(registry, ERRORS[name](data)));
  }
  return found;
}

/** Calls that carry other calls, and the arguments with them. */
const CARRIERS = {
  'utility.batch': ['calls'],
  'utility.batchAll': ['calls'],
  'utility.forceBatch': ['calls'],
  'utility.asDerivative': ['call'],
  'utility.dispatchAs': ['call'],
  'utility.dispatchAsFallible': ['call'],
  'utility.withWeight': ['call'],
  'utility.ifElse': ['main'],
  'sudo.sudo': ['call'],
  'sudo.sudoUncheckedWeight': ['call'],
  'sudo.sudoAs': ['call'],
  'proxy.proxy': ['call'],
  'proxy.proxyAnnounced': ['call'],
  'multisig.asMultiThreshold1': ['call'],
  'multisig.asMulti': ['call'],
};

/** Names the calls that succeeded: this one and those in it. If one of those failed, only the outermost one counts. */
export function succeeded(call, events, failed) {
  if (!events.some(({ method }) => method === 'ExtrinsicSuccess')) return [];
  const name = `${call.section}.${call.method}`;
  const executed = name !== 'multisig.asMulti' || events.some(({ method }) => method === 'MultisigExecuted');
  return failed.length === 0 && executed ? withinCall(call) : [name];
}

function withinCall(call) {
  const name = `${call.section}.${call.method}`;
  const names = call.meta.args.map((arg) => arg.name.toString());
  const within = (CARRIERS[name] ?? []).flatMap((argument) => call.args[names.indexOf(argument)]);
  return [name, ...within.flatMap((inner) => withinCall(inner))];
}
