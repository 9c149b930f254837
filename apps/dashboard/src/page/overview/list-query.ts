import { filters, type Filter } from './filters.ts';
import { sortings, type Sorting } from './order.ts';

/** What the address of the overview says about its list. */
export interface ListQuery {
  filter: Filter;
  sorting: Sorting;
  /** What ids must contain. */
  text: string;
}

/** Reads the query of the overview. What it does not know counts as absent. */
export const listQuery = (query: URLSearchParams): ListQuery => ({
  filter: oneOf(filters, query.get('show')),
  sorting: oneOf(sortings, query.get('sort')),
  text: query.get('q') ?? '',
});

const oneOf = <Name extends string>(
  names: readonly [Name, ...Name[]],
  value: string | null,
): Name => names.find((name) => name === value) ?? names[0];
