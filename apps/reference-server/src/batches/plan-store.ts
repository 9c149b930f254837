import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BatchPlan } from './batch-plan.ts';

/** A batch that a dialer continues after a restart. */
export interface PlannedBatch {
  batchId: string;
  plan: BatchPlan;
}

/** Keeps the plans of batches until they have ended, in the database of the batches. */
export class PlanStore {
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #select: StatementSync;

  constructor(database: DatabaseSync) {
    database.exec(
      'CREATE TABLE IF NOT EXISTS plan (batch_id TEXT PRIMARY KEY, plan TEXT NOT NULL) STRICT',
    );
    this.#insert = database.prepare('INSERT OR REPLACE INTO plan (batch_id, plan) VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM plan WHERE batch_id = ?');
    this.#select = database.prepare('SELECT batch_id AS batchId, plan FROM plan');
  }

  /** Keeps the plan of a batch that begins. A batch that could not begin before gets another plan. */
  keep(batchId: string, plan: BatchPlan): void {
    this.#insert.run(batchId, JSON.stringify(plan));
  }

  delete(batchId: string): void {
    this.#delete.run(batchId);
  }

  all(): PlannedBatch[] {
    return this.#select.all().map(({ batchId, plan }) => ({
      batchId: batchId as string,
      plan: JSON.parse(plan as string) as BatchPlan,
    }));
  }
}
