interface HostileResponse {
  status: number;
  body: string;
}

/** The default of `maxResponseBytes`. */
const size = 4 * 2 ** 20;
const head =
  '{"status":"processing","isComplete":false,"waiting":1,"active":0,"completed":0,"failed":0,"total":1';

const batch =
  (members: string): (() => HostileResponse) =>
  () => ({ status: 200, body: `${head},${members}}` });

/** A batch with as many recent calls as there is room for. */
const calls = (call: string): (() => HostileResponse) =>
  batch(`"recent_calls":[${fill(`${call},`, -200)}${call}]`);

const refusal =
  (text: string): (() => HostileResponse) =>
  () => ({ status: 503, body: `{"error":"${fill(text, -200)}"}` });

const fill = (text: string, more = 0): string =>
  text.repeat(Math.floor((size + more) / text.length) - 1);

/** Responses of 4 MiB that are costly for a reader that does not expect them. */
export const hostileResponses: Readonly<Record<string, () => HostileResponse>> = {
  'valid calls': calls(
    '{"jobId":"call_1","status":"completed","phone_number":"+12025550100","duration":12}',
  ),
  'calls without members': calls('{}'),
  'numbers instead of calls': calls('0'),
  'invalid optional members': calls(
    '{"jobId":"c","status":"completed","duration":"x","phone_number":1}',
  ),
  'arrays as statuses': calls('{"jobId":"c","status":[[[[[1]]]]]}'),
  'a long status': batch(`"recent_calls":[{"jobId":"c","status":"${fill('x', -2_000)}"}]`),
  'unknown members': batch(Array.from({ length: 300_000 }, (_, nth) => `"m${nth}":1`).join()),
  'nested arrays': batch(`"deep":${'['.repeat(size / 2 - 200)}${']'.repeat(size / 2 - 200)}`),
  'a long string': batch(`"text":"${fill('x', -2_000)}"`),
  'an error of digits': refusal('1'),
  'an error of digits and letters': refusal('123456a'),
  'an error of spaces': refusal(' '),
  'an error of control characters': refusal('\\u0001'),
  'an error of keys': refusal('secret-key '),
};
