import { Environment } from '@marcbachmann/cel-js';

const time = 'google.protobuf.Timestamp';
const duration = 'google.protobuf.Duration';

/** Functions that the library does not know. It only checks types here. */
const added = [
  'string.charAt(int): string',
  'string.replace(string, string): string',
  'string.replace(string, string, int): string',
  'matches(string, string): bool',
  `int(${time}): int`,
  `string(${time}): string`,
  `string(${duration}): string`,
  `timestamp(${time}): ${time}`,
  `duration(${duration}): ${duration}`,
];

let base: Environment | undefined;

/** What the library knows about types and functions. */
export function ruleEnvironment(): Environment {
  base ??= added.reduce(
    (environment, signature) => environment.registerFunction(signature, () => false),
    new Environment(),
  );
  return base.clone();
}
