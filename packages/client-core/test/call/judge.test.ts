import { expect, test } from 'vitest';
import { judge, type Reply } from '../../src/index.ts';
import { secretsIn } from '../../src/settings/credentials.ts';
import { answer } from '../answers.ts';
import { goodBatch } from '@batch-status/loopback/batches';
import type { MemberFault } from '@batch-status/spec';

const replyOf = (status: number, body: unknown, contentType?: string): Reply => ({
  ...answer(status, body, contentType ? { 'content-type': contentType } : {}),
  call: { url: '/b', headers: {}, listeners: [], attempts: 1 },
  sentAt: 0,
  receivedAt: 0,
  retryAfter: undefined,
});

const messageOf = (reply: Reply): string | undefined => judge(reply).error?.message;

test.each([
  [{ error: 'no such plan' }, 'GET /b returned 400: “no such plan”.'],
  [{ error: 'plan v1.2 is gone.' }, 'GET /b returned 400: “plan v1.2 is gone”.'],
  [{ error: 'no', message: 'not today' }, 'GET /b returned 400: “no: not today”.'],
  [{ error: 'no', message: 'Not today.' }, 'GET /b returned 400: “no: Not today”.'],
  [{ error: { code: 7 }, message: '' }, 'GET /b returned 400 (no content type, 33 bytes).'],
  [null, 'GET /b returned 400 (no content type, 4 bytes).'],
])('an error quotes the message of the server, if it is text: %j', (body, message) => {
  expect(messageOf(replyOf(400, body))).toBe(message);
});

test.each([
  [0, 0],
  [1, 1],
  [1000, 1],
  [1001, 2],
])('a pause of %i ms is named as %i s', (retryAfter, seconds) => {
  const reply = { ...replyOf(503, { error: 'busy' }), retryAfter };
  expect(judge(reply).error).toMatchObject({
    message: `GET /b returned 503: “busy”; retry in ${seconds} s.`,
    retryAfter,
  });
});

test('a body that is not JSON is described by its type and length', () => {
  const reply = { ...replyOf(200, '', 'text/html; charset=utf-8'), bytes: new Uint8Array(5) };
  expect(messageOf(reply)).toBe(
    'GET /b returned 200 without valid JSON (text/html, 5 bytes). Check the base URL.',
  );
});

test('a content type is quoted without secrets, and not at length', () => {
  const reply = { ...replyOf(200, '', `text/abcd-${'x'.repeat(9_000)}`), bytes: new Uint8Array(5) };
  reply.call = { ...reply.call, headers: { 'x-api-key': 'abcd' } };
  expect(messageOf(reply)).toMatch(/\(text\/•••-x{190,}…, 5 bytes\)\. Check the base URL\.$/);
  expect(messageOf(reply)!.length).toBeLessThan(300);
});

test.each([1, 2, 8])('a response causes at most 100 events, times %i', (times) => {
  const faults: MemberFault[] = [];
  const calls = Array.from({ length: 1_000 * times }, () => ({}));
  const reply = replyOf(200, { ...goodBatch, recent_calls: calls });
  reply.call = {
    ...reply.call,
    listeners: [(event) => event.type === 'fault' && faults.push(event.fault)],
  };
  expect(judge(reply).value).toEqual({ ...goodBatch, recent_calls: [] });
  expect(faults).toHaveLength(100);
  expect(faults.at(-1)!.more).toBe(1_000 * times - 100);
});

test('words of four or more characters are treated as secrets', () => {
  expect(secretsIn({ 'x-api-key': 'abcd', authorization: 'Bearer efgh', 'x-trace': 'on' })).toEqual(
    ['Bearer efgh', 'Bearer', 'abcd', 'abcd', 'efgh'],
  );
});

test.each([600, 302, 204])('a reply with status %i is malformed', (status) => {
  const { error } = judge(replyOf(status, {}));
  expect(error).toMatchObject({
    code: 'malformed',
    message: `GET /b returned ${status} instead of 200.`,
  });
});

test('a refusal says when to retry, in whole seconds', () => {
  const reply = { ...replyOf(503, { error: 'busy' }), retryAfter: 1500 };
  expect(messageOf(reply)).toBe('GET /b returned 503: “busy”; retry in 2 s.');
});

test('an invalid batch is described by what is wrong with each required member', () => {
  expect(messageOf(replyOf(200, []))).toMatch(/invalid batch status: the body must be .+; got .+/);
  expect(messageOf(replyOf(200, {}))).toMatch(
    /: \/status must be of type string; got nothing; \/isComplete must be /,
  );
});
