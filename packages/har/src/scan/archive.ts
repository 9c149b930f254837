import { open } from 'node:fs/promises';

/** The contents of a zip archive in a temporary folder. */
export interface Extracted extends AsyncDisposable {
  folder: string;
  /** The path of the recording in it. */
  recording: string;
}

/** Whether a file is a zip archive. */
export async function isArchive(file: string): Promise<boolean> {
  try {
    await using handle = await open(file);
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'PK\u0003\u0004';
  } catch {
    // Reading the recording reports it.
    return false;
  }
}
