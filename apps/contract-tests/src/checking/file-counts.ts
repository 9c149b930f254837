import type { Summary } from '@batch-status/conformance';

import { outOfScopeIn } from './out-of-scope.ts';
import type { Problem } from './problem.ts';

type Counts = Pick<
  Summary,
  'checked' | 'unanswered' | 'outOfScope' | 'otherHosts' | 'unjudged' | 'leftOut'
>;

/** A message names so many hosts. */
const mostHosts = 3;

/** How often something was counted since an earlier moment. */
export function countsSince(before: Counts, now: Counts): Counts {
  const outOfScope = { ...now.outOfScope };
  for (const reason of Object.keys(outOfScope) as (keyof typeof outOfScope)[]) {
    outOfScope[reason] -= before.outOfScope[reason];
  }
  return {
    checked: now.checked - before.checked,
    unanswered: now.unanswered - before.unanswered,
    outOfScope,
    otherHosts: increases(before.otherHosts, now.otherHosts),
    unjudged: increases(before.unjudged, now.unjudged),
    leftOut: (now.leftOut ?? 0) - (before.leftOut ?? 0),
  };
}

function increases(
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Record<string, number> {
  const added = Object.entries(now)
    .map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)])
    .filter(([, count]) => count > 0);
  return Object.fromEntries(added);
}

/** The problem with a recording in which nothing was checked; `undefined` if there is none. */
export function nothingChecked(file: string, counts: Counts): Problem | undefined {
  const { checked, unanswered, leftOut = 0 } = counts;
  // That other operations are left out was asked for.
  if (checked > 0 || leftOut > 0) return undefined;
  const reasons = [
    ...outOfScopeIn(counts),
    ...(unanswered > 0 ? [`${unanswered} without a response`] : []),
  ];
  const message =
    reasons.length === 0
      ? `${file} contains no exchange.`
      : `Nothing in ${file} was checked: ${reasons.join(', ')}.${unnamed(counts)}`;
  return { kind: 'nothing-checked', severity: 'error', file, message };
}

/** The hosts that the contract does not name, as a sentence. Empty if there are none. */
function unnamed({ otherHosts }: Counts): string {
  const hosts = Object.keys(otherHosts);
  if (hosts.length === 0) return '';
  const more = hosts.length > mostHosts ? `, and ${hosts.length - mostHosts} more` : '';
  return ` The contract does not name its hosts: ${hosts.slice(0, mostHosts).join(', ')}${more}.`;
}

/** A note about the bodies of a recording whose schemas were not applied; `undefined` if there are none. */
export function notChecked(file: string, { unjudged }: Counts): Problem | undefined {
  const names = Object.entries(unjudged).map(([name, count]) => `${count} × ${name}`);
  if (names.length === 0) return undefined;
  const message = `Not checked against a schema in ${file}: ${names.join(', ')}.`;
  return { kind: 'not-checked', severity: 'note', file, message };
}
