import { simulate } from '@batch-status/simulation';

/** A batch with this many recent calls, as a server sends it. */
export function ordinaryBody(recentCalls: number): string {
  const batch = simulate(1, { calls: 50, concurrency: 10, createdAt: 1_703_097_600_000 })(Infinity);
  const calls = batch.recent_calls!;
  return JSON.stringify({
    ...batch,
    recent_calls: Array.from({ length: recentCalls }, (_, nth) => calls[nth % calls.length]),
  });
}

const call = (members: object): string =>
  JSON.stringify({ ...JSON.parse(ordinaryBody(0)), recent_calls: [members] });

/** Bodies of 1 to 4 MB that are costly for a reader that does not expect them. */
export const hostileBodies = (): Record<string, string> => ({
  'spaces in sensitive and other text': call({
    phone_number: `${' '.repeat(2_000_000)}x`,
    note: ' '.repeat(2_000_000),
  }),
  'digits in sensitive and other text': call({
    phone_number: '1'.repeat(1_000_000),
    note: '1 '.repeat(1_000_000),
  }),
  'numbers of a million digits': `{"number": ${'9'.repeat(1_000_000)}, "count": 0.${'1'.repeat(1_000_000)}}`,
  '500,000 nested arrays': '['.repeat(500_000) + ']'.repeat(500_000),
  'backslashes and quotes': JSON.stringify({
    note: '\\'.repeat(1_000_000),
    name: '"'.repeat(1_000_000),
  }),
  '100,000 members with phone numbers': `{${Array.from({ length: 100_000 }, (_, nth) => `"a${nth}":"+1202555${nth}"`).join()}}`,
  base64: JSON.stringify({ note: 'QUFB'.repeat(1_000_000) }),
});
