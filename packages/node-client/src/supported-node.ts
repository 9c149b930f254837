/** The version in `engines` of package.json. undici and Zstandard decoding need it. */
const lowestNode = '22.19';

/** Returns an error message if a version of Node is too old for the package. */
export function refusalOf(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [lowestMajor = 0, lowestMinor = 0] = lowestNode.split('.').map(Number);
  if (major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)) return undefined;
  return `@batch-status/node needs Node ${lowestNode} or later; this is Node ${version}.`;
}

const refusal = refusalOf(process.versions.node);
if (refusal !== undefined) throw new Error(refusal);
