/** What the manifest says in `engines`: undici and the decoding of Zstandard need it. */
export const lowestNode = '22.19';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [lowestMajor = 0, lowestMinor = 0] = lowestNode.split('.').map(Number);

if (major < lowestMajor || (major === lowestMajor && minor < lowestMinor)) {
  throw new Error(
    `@batch-status/node needs Node ${lowestNode} or later; this is Node ${process.versions.node}.`,
  );
}
