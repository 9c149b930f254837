import { ContractError, RecordingError, type Judged, type Trace } from '@batch-status/conformance';

import type { JudgedBatch } from './judge-batch.ts';
import type { ThreadAnswer } from './judge-thread.ts';

/**
 * What is said of a batch as one text, for JSON crosses from thread to thread faster than objects do.
 * Texts that most exchanges share are written once.
 */
interface Packed {
  texts: string[];
  judged: (Omit<Judged, 'trace'> & { trace?: PackedTrace })[];
  broken?: string;
}

type PackedTrace = [
  resource: number,
  name: number,
  schema: number,
  entry: number,
  startedAt: number | null,
  endedAt: number | null,
  value: unknown,
];

export function packed({ judged, broken }: JudgedBatch): string {
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, indexes.size);
    return indexes.size - 1;
  };
  const pack = ({ resource, name, schema, ...trace }: Trace): PackedTrace => [
    ...([resource, name, schema].map(indexOf) as [number, number, number]),
    trace.source.entry,
    trace.startedAt ?? null,
    trace.endedAt ?? null,
    trace.value,
  ];
  const rows = judged.map(({ trace, ...rest }) => (trace ? { ...rest, trace: pack(trace) } : rest));
  const result: Packed = { texts: [...indexes.keys()], judged: rows };
  if (broken) result.broken = broken.message;
  return JSON.stringify(result);
}

/**
 * @param file The recording that the batch is of.
 * @throws ContractError if the thread could not use the contract.
 */
export function unpacked(answer: ThreadAnswer, file: string): JudgedBatch {
  if ('contractError' in answer) throw new ContractError(answer.contractError);
  const { texts, judged, broken } = JSON.parse(answer.text) as Packed;
  const unpack = ([
    resource,
    name,
    schema,
    entry,
    startedAt,
    endedAt,
    value,
  ]: PackedTrace): Trace => {
    const trace: Trace = {
      resource: texts[resource]!,
      name: texts[name]!,
      schema: texts[schema]!,
      value,
      source: { file, entry },
    };
    if (startedAt !== null) trace.startedAt = startedAt;
    if (endedAt !== null) trace.endedAt = endedAt;
    return trace;
  };
  return {
    judged: judged.map(({ trace, ...rest }) => (trace ? { ...rest, trace: unpack(trace) } : rest)),
    ...(broken === undefined ? {} : { broken: new RecordingError(broken) }),
  };
}
