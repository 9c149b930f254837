import {
  Checker,
  checkExchange,
  checkSequence,
  ContractError,
  exchangeFromHarEntry,
  loadContract,
  parseContract,
  RecordingError,
  type Contract,
  type Exchange,
  type Finding,
  type Rule,
  type Summary,
} from '@batch-status/conformance';
import {
  appliedSchemas,
  ExchangeChecker,
  operationsOf,
  type AppliedSchema,
  type CheckedExchange,
} from '@batch-status/conformance/analysis';

const exchange: Exchange = {
  request: { method: 'GET', url: 'http://127.0.0.1/things', headers: {} },
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: undefined },
  source: { file: 'live', entry: 0 },
};

/** Under `exactOptionalPropertyTypes`, an option may be absent, or explicitly `undefined`. */
interface Settings {
  strict?: boolean;
  servers?: readonly string[];
  read?: (file: string) => Promise<string>;
}

export async function check(
  entries: readonly unknown[],
  { strict, servers, read }: Settings,
): Promise<Summary> {
  const contract = await loadContract('openapi.yaml', { read });
  const exchanges = entries.map((entry, index) =>
    exchangeFromHarEntry(entry, { file: 'recording.har', entry: index }),
  );
  const findings = checkSequence(contract, exchanges, { strict, servers, observer: undefined });
  for await (const finding of findings) console.log(placeOf(finding));
  return findings.isKept ? findings.summary : new Checker(contract).summary;
}

function placeOf({ severity, contract: { file, line, column }, in: place }: Finding): string {
  const level: 'error' | 'warning' = severity;
  return `${level} ${file}:${line}:${column} ${place.pointer ?? ''}`;
}

export function rulesOf(text: string): Rule[] {
  const contract: Contract = parseContract(text, 'openapi.yaml');
  return checkExchange(contract, exchange).map(({ rule }) => rule);
}

export const isInvalid = (error: unknown): error is ContractError | RecordingError =>
  error instanceof ContractError || error instanceof RecordingError;

export function analyze(contract: Contract): string[] {
  const { outcome }: CheckedExchange = new ExchangeChecker(contract).check(exchange);
  const applied: AppliedSchema[] = [...appliedSchemas(contract, '', undefined)];
  const paths = operationsOf(contract).map(({ method, path }) => `${method} ${path}`);
  return [outcome, ...applied.map(({ pointer }) => pointer), ...paths];
}
