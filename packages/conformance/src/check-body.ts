import type { Contract } from './contract.ts';
import { pointerTo, segmentsOf } from './json-pointer.ts';
import { faultsIn } from './schema-fault.ts';

/** One way in which a body is not what the contract promised. */
export interface BodyFault {
  rule: 'invalid-json' | 'schema';
  /** Where it is and what was found there. */
  message: string;
  /** Where in the body; `undefined` if it is no JSON at all. */
  at?: string;
  /** The promise in the contract. */
  pointer: string;
}

/** Judges a JSON body by the media type object at a pointer of the contract. */
export function checkBody(contract: Contract, body: string, mediaType: string): BodyFault[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return [{ rule: 'invalid-json', message: unreadable(body, error), pointer: mediaType }];
  }
  const schema = pointerTo(mediaType, 'schema');
  if (contract.at(schema) === undefined) return [];
  const validate = contract.schemas.at(schema);
  if (validate(value)) return [];
  return faultsIn(contract.schemas, validate.errors ?? []).map((fault) => {
    const at = nameless(contract, fault.at);
    return {
      rule: 'schema',
      message: at === '' ? fault.message : `at ${at}: ${fault.message}`,
      at,
      pointer: fault.pointer ?? schema,
    };
  });
}

/** Without the reason that the platform gives, which quotes the body. */
function unreadable(body: string, error: unknown): string {
  const position = /at position (\d+)/.exec((error as Error).message)?.[1];
  const place = position === undefined ? '' : `, from character ${position}`;
  const kind = /^\s*</.test(body) ? 'found what looks like HTML or XML' : 'found what is not JSON';
  return `${kind} in ${body.length} characters${place}`;
}

/** The pointer without names of members that the contract does not name. */
function nameless({ schemas }: Contract, pointer: string): string {
  const segments = segmentsOf(pointer).map((segment) =>
    schemas.names(segment) || /^\d{1,6}$/.test(segment) ? segment : '*',
  );
  return pointerTo('', ...segments);
}
