/** The part of a syntax tree that the rule reads. */
interface Node {
  type: string;
  name?: string;
  value?: unknown;
  callee?: Node;
  tag?: Node;
  object?: Node;
  arguments?: Node[];
  properties?: { key?: Node; value?: Node }[];
}

interface Context {
  report(problem: { node: Node; message: string }): void;
}

const declarations = [
  ...['test', 'it', 'describe', 'suite'],
  ...['beforeAll', 'beforeEach', 'afterAll', 'afterEach'],
];

const processes = ['exec', 'execFile', 'execFileSync', 'execSync', 'promisify'];

const limited: Record<string, string> = {
  ...Object.fromEntries(
    declarations.map((name) => [name, 'Remove it: vitest.config.ts ends a test that hangs.']),
  ),
  ...Object.fromEntries(
    processes.map((name) => [name, 'Pass the `signal` of the test instead, which ends with it.']),
  ),
};

/** `test` of `test.each([…])('…', …)`. */
function rootOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Identifier') return node.name;
  return node && rootOf(node.callee ?? node.tag ?? node.object);
}

const isTimeout = ({ key }: { key?: Node }): boolean =>
  key?.name === 'timeout' || key?.value === 'timeout';

/** Rules for tests that oxlint does not have. */
export default {
  meta: { name: 'tests' },
  rules: {
    'no-time-limit': {
      create: (context: Context) => ({
        CallExpression(call: Node) {
          const advice = limited[rootOf(call.callee) ?? ''];
          if (advice === undefined) return;
          for (const argument of call.arguments ?? []) {
            const node =
              typeof argument.value === 'number'
                ? argument
                : argument.properties?.find(isTimeout)?.value;
            if (node)
              context.report({ node, message: `A time limit fails on a slow machine. ${advice}` });
          }
        },
      }),
    },
  },
};
