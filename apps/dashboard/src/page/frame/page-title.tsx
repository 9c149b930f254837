import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from './context.ts';

/** The heading of a page. After a step to another page, it has the focus, as after a page load. */
export function PageTitle({ children }: { children: ComponentChildren }): JSX.Element {
  const { router } = useApp();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (router.hasMoved) ref.current?.focus();
  }, [router]);
  return (
    <h1 tabIndex={-1} ref={ref}>
      {children}
    </h1>
  );
}
