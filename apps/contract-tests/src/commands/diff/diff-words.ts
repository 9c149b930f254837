import type { ContractChange, Witness } from '@batch-status/contract-proof';

import type { DiffReport } from './diff-report.ts';

const order = ['undecided', 'major', 'minor', 'patch'] as const;

/** One sentence about all changes. */
export function summaryOf({ diff, recordings }: DiffReport): string {
  const { changes } = diff;
  const counts = order.flatMap((verdict) => {
    const count = changes.filter((change) => change.verdict === verdict).length;
    return count > 0 ? [`${count} ${verdict}`] : [];
  });
  const all =
    changes.length === 0
      ? 'The contracts mean the same.'
      : `${plural(changes.length, 'change')}: ${counts.join(', ')}.`;
  if (!recordings) return all;
  const { exchanges, changed } = recordings;
  return `${all} Of ${plural(exchanges, 'recorded exchange')}, ${changed.length} changed their verdict.`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function titleOf({ operation, what }: ContractChange): string {
  return operation === undefined ? what : `${operation}: ${what}`;
}

/** Where a change is written in both contracts. */
export function placesOf({ base, revision }: ContractChange): string {
  return [base, revision]
    .flatMap((at) => (at ? [`${at.file}:${at.line}:${at.column}`] : []))
    .join(' → ');
}

/** What a change means for those that it affects. */
export function meaningOf({ verdict, direction, affects, why, subject }: ContractChange): string {
  if (verdict === 'undecided') return `undecided: ${why ?? 'it was not exercised'}`;
  if (direction === 'wording') return 'text for people';
  if (direction === 'same') return 'written differently; no exchange shows a difference';
  const isRequest = requests.has(subject);
  if (isRequest)
    return `${direction === 'widened' ? 'allows' : 'forbids'} requests; affects ${affects}`;
  const what = { widened: 'allows more responses', narrowed: 'allows fewer responses' };
  return `${direction === 'both' || direction === 'unknown' ? 'allows other responses' : what[direction]}; affects ${affects}`;
}

const requests = new Set(['operation', 'server', 'parameter', 'request-body', 'security']);

/** The title of a witness. */
export function claimOf({ acceptedBy, isRequest, exchanges }: Witness): string {
  const what = isRequest
    ? 'request'
    : exchanges.length > 1
      ? 'last of these responses'
      : 'response';
  return `Only the ${acceptedBy} accepts this ${what}:`.replace('this last', 'the last');
}

export function findsOf({ acceptedBy, finds }: Witness): string {
  const other = acceptedBy === 'base' ? 'revision' : 'base';
  return `The ${other} finds ${finds.join(', ')}.`;
}

const longest = 2000;

/** The exchanges of a witness as lines. */
export function linesOf({ exchanges, isRequest }: Witness): string[] {
  return exchanges.flatMap(({ request, response }) => {
    const first = `${request.method} ${request.url}`;
    const { headers, body } = isRequest ? request : response;
    return [
      first,
      ...(isRequest ? [] : [String(response.status)]),
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(body ? [cut(body)] : []),
    ].map(printable);
  });
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}

/** Examples of a contract can contain characters that a terminal obeys. */
function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}
