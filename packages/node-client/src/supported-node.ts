/** What the manifest says in `engines`: undici and the decoding of Zstandard need it. */
const lowestNode = '22.19';

/** Why a version of Node cannot run the package, or nothing if it can. */
export function refusalOf(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [lowestMajor = 0, lowestMinor = 0] = lowestNode.split('.').map(Number);
  if (major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)) return undefined;
  return `@batch-status/node needs Node ${lowestNode} or later; this is Node ${version}.`;
}

const refusal = refusalOf(process.versions.node);
if (refusal !== undefined) throw new Error(refusal);
