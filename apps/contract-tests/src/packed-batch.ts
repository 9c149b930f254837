import { ContractError, RecordingError, type Judged, type Trace } from '@batch-status/conformance';

import type { JudgedBatch } from './judge-batch.ts';
import type { ThreadAnswer } from './judge-thread.ts';

/**
 * What is said of a batch as one text, for JSON crosses from thread to thread faster than objects do.
 * Texts that most exchanges share are written once, and of an exchange in which nothing was found only
 * its trace, or 0.
 */
interface Packed {
  texts: string[];
  judged: (0 | PackedTrace | PackedJudged)[];
  broken?: string;
}

type PackedJudged = Omit<Judged, 'trace'> & { trace?: PackedTrace };

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
  const packedTrace = ({ resource, name, schema, source, ...trace }: Trace): PackedTrace => [
    indexOf(resource),
    indexOf(name),
    indexOf(schema),
    source.entry,
    trace.startedAt ?? null,
    trace.endedAt ?? null,
    trace.value,
  ];
  const rows = judged.map(({ trace, ...rest }): Packed['judged'][number] => {
    const row = trace && packedTrace(trace);
    const { outcome, isUnjudged, findings } = rest;
    if (outcome === 'checked' && !isUnjudged && findings.length === 0) return row ?? 0;
    return row ? { ...rest, trace: row } : rest;
  });
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
  const traceIn = ([
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
  const judgedIn = (row: Packed['judged'][number]): Judged => {
    if (row === 0) return { outcome: 'checked', findings: [] };
    if (Array.isArray(row)) return { outcome: 'checked', findings: [], trace: traceIn(row) };
    const { trace, ...rest } = row;
    return trace ? { ...rest, trace: traceIn(trace) } : rest;
  };
  return {
    judged: judged.map(judgedIn),
    ...(broken === undefined ? {} : { broken: new RecordingError(broken) }),
  };
}
