import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Returns a function that tells whether a pipe still has a reader, without writing to it. It is a
 * hint: `false` means that the reader that was seen is gone, but another one may be hidden. Without
 * `/proc`, or if the reader belongs to another user, it always returns `true`.
 */
export function pipeReader(fd: number): () => boolean {
  const pipe = linkOf(`/proc/self/fd/${fd}`);
  if (!pipe?.startsWith('pipe:')) return () => true;
  const isReader = (pid: string, descriptor: string): boolean =>
    linkOf(`/proc/${pid}/fd/${descriptor}`) === pipe && isReadable(pid, descriptor);
  const find = (): [string, string] | undefined => {
    for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
      if (Number(pid) === process.pid) continue;
      const descriptor = list(`/proc/${pid}/fd`).find((each) => isReader(pid, each));
      if (descriptor !== undefined) return [pid, descriptor];
    }
    return undefined;
  };
  let reader = find();
  const wasSeen = reader !== undefined;
  return () => {
    if (!wasSeen || (reader && isReader(...reader))) return true;
    reader = find();
    return reader !== undefined;
  };
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Not opened only for writing, as by this process and those that it inherited the pipe from. */
function isReadable(pid: string, descriptor: string): boolean {
  try {
    const info = readFileSync(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8');
    return !/^flags:\s+\d*[1357]$/m.test(info);
  } catch {
    return false;
  }
}
