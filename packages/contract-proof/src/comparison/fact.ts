/** One thing that a schema says about a value. Two schemas say the same if their facts are equal. */
export interface Fact {
  /** In canonical form. */
  value: string;
  /** Where it is written, which can be several places. */
  pointers: readonly string[];
}
