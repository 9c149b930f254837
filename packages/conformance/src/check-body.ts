import { schemasAt } from './applied-schemas.ts';
import type { Contract } from './contract.ts';
import { lostIn, type LostFact } from './exact-json.ts';
import type { Fault } from './fault.ts';
import type { Rule } from './finding.ts';
import { brokenWithin } from './invariants.ts';
import { pointerTo, segmentsOf } from './json-pointer.ts';
import { faultsIn } from './schema-fault.ts';
import { undeclaredMembers } from './undeclared-members.ts';

export interface BodyOptions {
  /** Whether members that no schema names are faults. Default: false. */
  strict?: boolean;
}

/** A body that is what its schema says. */
export interface FittingBody {
  /** What to call it: `body of the 200 of GET /things`. */
  name: string;
  /** Where its schema is in the contract. */
  schema: string;
  value: unknown;
}

export interface JudgedBody {
  faults: Fault[];
  /** Present if rules over two bodies can be judged over it. */
  body?: FittingBody;
}

/** Judges the text of a JSON body by the schema at a pointer of the contract. */
export function checkBody(
  contract: Contract,
  text: string,
  { name, schema }: Pick<FittingBody, 'name' | 'schema'>,
  { strict = false }: BodyOptions,
): JudgedBody {
  const refused = (rule: Rule, message: string): JudgedBody => ({
    faults: [{ rule, message: `The ${name}: ${message}`, pointer: schema }],
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused('invalid-json', unreadable(text, error));
  }
  const body = { name, schema, value };
  try {
    const lost = lostIn(text, value).map((fact) => lostFault(contract, body, fact));
    const unfit = schemaFaults(contract, body, new Set(lost.map(({ at }) => at)));
    const isFitting = unfit.length === 0 && lost.every(({ severity }) => severity === 'warning');
    const faults = [...lost, ...unfit];
    if (isFitting) faults.push(...brokenWithin(contract, schema, value));
    if (isFitting && strict) faults.push(...undeclaredMembers(contract, schema, value));
    return {
      faults: faults.map((fault) => inBody(contract, body, fault)),
      ...(isFitting ? { body } : {}),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused('schema', 'found what is nested too deeply to be judged');
  }
}

/** The fault with its place in the message, and without names that the contract does not know. */
export function inBody(contract: Contract, { name, value }: FittingBody, fault: Fault): Fault {
  const at = nameless(contract, value, fault.at ?? '');
  const place = at === '' ? '' : `at ${at}: `;
  return { ...fault, at, message: `The ${name}: ${place}${fault.message}` };
}

/** What the schema says of the body, but for the places that are spoilt already. */
function schemaFaults(
  { schemas }: Contract,
  { schema, value }: FittingBody,
  spoilt: ReadonlySet<string | undefined>,
): Fault[] {
  const validate = schemas.at(schema);
  if (validate(value)) return [];
  return faultsIn(schemas, validate.errors ?? [])
    .filter(({ at }) => !spoilt.has(at))
    .map((fault) => ({ rule: 'schema', ...fault, pointer: fault.pointer ?? schema }));
}

/** A double need not be exact, but where the contract has an integer, it has that one. */
function lostFault(
  contract: Contract,
  { schema, value }: FittingBody,
  { rule, at }: LostFact,
): Fault {
  if (rule === 'duplicate-member') {
    return { rule, message: 'found the same member more than once', at, pointer: schema };
  }
  const applied = schemasAt(contract, schema, value, at);
  const integer = applied.find((one) => [one.schema['type']].flat().includes('integer'));
  const isLong = /^u?int64$/.test(String(integer?.schema['format']));
  return {
    rule,
    severity: integer && !isLong ? 'error' : 'warning',
    message: 'found an integer that JSON.parse rounds, wanted one that a double can hold',
    at,
    pointer: (integer ?? applied[0])?.pointer ?? schema,
  };
}

function nameless({ schemas }: Contract, value: unknown, pointer: string): string {
  let inner = value;
  const segments = segmentsOf(pointer).map((segment) => {
    const isPrintable = Array.isArray(inner) || schemas.names(segment);
    inner = (inner as Record<string, unknown> | null | undefined)?.[segment];
    return isPrintable ? segment : '*';
  });
  return pointerTo('', ...segments);
}

/** Without the reason that the platform gives, which quotes the body. */
function unreadable(body: string, error: unknown): string {
  const position = /at position (\d+)/.exec((error as Error).message)?.[1];
  const place = position === undefined ? '' : `, from character ${position}`;
  const kind = /^\s*</.test(body) ? 'found what looks like HTML or XML' : 'found what is not JSON';
  return `${kind} in ${body.length} characters${place}`;
}
