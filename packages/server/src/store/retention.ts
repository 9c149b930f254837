/** Thirty days, in milliseconds. */
const defaultRetention = 30 * 86_400_000;

/**
 * How long a batch is kept after its end.
 *
 * @throws RangeError if it is not a number greater than 0.
 */
export function retentionOf({
  retention = defaultRetention,
}: {
  retention?: number | undefined;
}): number {
  if (retention > 0) return retention;
  throw new RangeError(
    `\`retention\` must be a number of milliseconds greater than 0, or \`Infinity\`; got ${retention}.`,
  );
}
