import { expect, test } from 'vitest';
import { refused, SimulatedService } from '../simulated-service.ts';
import { documentedLines } from '../watch-schema.ts';

const running = {
  ...{ status: 'processing', isComplete: false, waiting: 1, active: 1, completed: 0, failed: 0 },
  total: 2,
};
const sentence =
  /All requests failed for 300 s; no response yet\. Watch it again to continue\. The last request failed: No response from service\.example \(ECONNREFUSED\) to GET \S+\. Check the network and TRILLET_BASE_URL\.\n/;

test.each(['watch', 'wait'])(
  '%s ends if there is no server, after five minutes',
  async (command) => {
    const service = new SimulatedService().answer('any', () => refused);
    const startedAt = service.clock.now();
    const { code, stderr } = await service.run([command, 'any']);
    expect(code).toBe(8);
    expect(stderr).toMatch(sentence);
    expect(service.clock.now() - startedAt).toBeLessThan(301_000);
  },
);

test('of fifty batches, all end together, although few were requested', async () => {
  const service = new SimulatedService();
  const ids = Array.from({ length: 50 }, (_, index) => `batch-${index}`);
  for (const id of ids) service.answer(id, () => refused);
  const startedAt = service.clock.now();
  const { code, stderr } = await service.run(['watch', ...ids, '--json']);
  expect(code).toBe(8);
  expect(service.clock.now() - startedAt).toBeLessThan(310_000);
  const reasons = stderr.split('\n').filter((line) => line.startsWith('batch-status: '));
  expect(reasons).toHaveLength(50);
  for (const reason of reasons) expect(reason).toContain('(ECONNREFUSED)');
});

test('a server that hangs is an outage too', async () => {
  const service = new SimulatedService().answer('silent', () => undefined);
  const { code, stderr } = await service.run(['watch', 'silent', '--max-outage', '120']);
  expect(code).toBe(8);
  expect(stderr).toMatch(
    /All requests failed for 120 s; .+ No response from service\.example in time/,
  );
});

test('an outage that ends in time does not end the command, and a later one counts anew', async () => {
  const service = new SimulatedService();
  const since = service.clock.now();
  service.answer('shaky', () => {
    const passed = service.clock.now() - since;
    const isOut = (passed > 60_000 && passed < 300_000) || passed > 400_000;
    return isOut ? refused : { status: 200, body: running };
  });
  const { code } = await service.run(['watch', 'shaky', '--quiet']);
  expect(code).toBe(8);
  expect(service.clock.now() - since).toBeGreaterThan(700_000);
});

test('a batch that fails alone ends alone', async () => {
  const service = new SimulatedService()
    .add('steady', { calls: 4000, concurrency: 5 })
    .answer('broken', () => ({ status: 503, body: { error: 'Unavailable' } }));
  const args = ['watch', 'steady', 'broken', '--max-outage', '60', '--max-wait', '200', '--json'];
  const { code, stdout } = await service.run(args);
  expect(code).toBe(8);
  const errors = documentedLines(stdout).filter(({ type }) => type === 'error');
  expect(errors).toMatchObject([
    { batchId: 'broken', code: 'outage' },
    { batchId: 'steady', code: 'max_wait' },
  ]);
});

test('a log says once a minute that the server is still not there', async () => {
  const service = new SimulatedService().answer('any', () => refused);
  const { stdout } = await service.run(['watch', 'any', '--max-outage', '270']);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  for (const line of lines)
    expect(line).toMatch(
      / any no response yet, network, (next in \d+ s|due now), problem: .+ECONNREFUSED/,
    );
});

test('--max-wait says why the last request failed', async () => {
  for (const command of ['watch', 'wait']) {
    const service = new SimulatedService().answer('any', () => refused);
    const { code, stderr } = await service.run([command, 'any', '--max-wait', '60']);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /^batch-status: The batch did not complete within 60 s; no response yet\. .+: No response from service\.example \(ECONNREFUSED\)/m,
    );
  }
});
