/** `peer.ts <peer> <contract> <recording>`: checks every exchange and prints how many the peer reports. */
import { entriesIn } from './har.ts';
import { peers } from './peers.ts';

const [peer, contract, recording] = process.argv.slice(2) as [string, string, string];
const entries = await entriesIn(recording);
let objections = 0;
if (peer !== 'readFile + JSON.parse') {
  const objects = await peers[peer]!(contract);
  for (const entry of entries) if (await objects(entry)) objections++;
}
console.log(objections);
