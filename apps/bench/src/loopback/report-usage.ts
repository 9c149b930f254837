import { residentMemory } from '../rounds/heap.ts';

/** What a parent can ask a server for. */
export type Question = 'cpu' | 'memory';

/** Sends the CPU time or the memory of this process to its parent whenever the parent asks for it. */
export function reportUsage(): void {
  process.on('message', (question: Question) => {
    const { user, system } = process.cpuUsage();
    process.send?.(question === 'memory' ? residentMemory() : user + system);
  });
}
