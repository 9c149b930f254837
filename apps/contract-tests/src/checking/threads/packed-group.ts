import { ContractError, RecordingError } from '@batch-status/conformance';
import type { CheckedExchange, ResourceState } from '@batch-status/conformance/analysis';

import type { CheckedGroup } from './check-group.ts';
import type { ThreadAnswer } from './check-thread.ts';

/**
 * The results of a group as one text, since posting JSON to a thread is faster than posting objects. Texts
 * that most exchanges share are written once. For an exchange without findings, there is only its state,
 * or 0.
 */
interface Packed {
  texts: string[];
  exchanges: (0 | PackedState | PackedExchange)[];
  /** The messages of the entries that are not exchanges. */
  unusable?: string[];
}

type PackedExchange = Omit<CheckedExchange, 'state'> & { state?: PackedState };

type PackedState = [
  resource: number,
  name: number,
  schema: number,
  entry: number,
  startedAt: number | null,
  endedAt: number | null,
  value: unknown,
];

export function packed({ exchanges, unusable }: CheckedGroup): string {
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, indexes.size);
    return indexes.size - 1;
  };
  const packedState = ({
    resource,
    name,
    schema,
    source,
    ...state
  }: ResourceState): PackedState => [
    indexOf(resource),
    indexOf(name),
    indexOf(schema),
    source.entry,
    state.startedAt ?? null,
    state.endedAt ?? null,
    state.value,
  ];
  const rows = exchanges.map(({ state, ...rest }): Packed['exchanges'][number] => {
    const row = state && packedState(state);
    const { outcome, unjudged, findings, marked, knownOrigin } = rest;
    if (
      outcome === 'checked' &&
      !unjudged &&
      !marked &&
      knownOrigin === undefined &&
      findings.length === 0
    )
      return row ?? 0;
    return row ? { ...rest, state: row } : rest;
  });
  const result: Packed = { texts: [...indexes.keys()], exchanges: rows };
  if (unusable.length > 0) result.unusable = unusable.map(({ message }) => message);
  return JSON.stringify(result);
}

/**
 * @param file The recording that contains the group.
 * @throws ContractError if the thread could not use the contract.
 */
export function unpacked(answer: ThreadAnswer, file: string): CheckedGroup {
  if ('contractError' in answer) throw new ContractError(answer.contractError);
  const { texts, exchanges, unusable = [] } = JSON.parse(answer.text) as Packed;
  const stateIn = ([
    resource,
    name,
    schema,
    entry,
    startedAt,
    endedAt,
    value,
  ]: PackedState): ResourceState => {
    const state: ResourceState = {
      resource: texts[resource]!,
      name: texts[name]!,
      schema: texts[schema]!,
      value,
      source: { file, entry },
    };
    if (startedAt !== null) state.startedAt = startedAt;
    if (endedAt !== null) state.endedAt = endedAt;
    return state;
  };
  const checkedIn = (row: Packed['exchanges'][number]): CheckedExchange => {
    if (row === 0) return { outcome: 'checked', findings: [] };
    if (Array.isArray(row)) return { outcome: 'checked', findings: [], state: stateIn(row) };
    const { state, ...rest } = row;
    return state ? { ...rest, state: stateIn(state) } : rest;
  };
  return {
    exchanges: exchanges.map(checkedIn),
    unusable: unusable.map((message) => new RecordingError(message)),
  };
}
