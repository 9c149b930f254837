import type { AnchorHTMLAttributes, ComponentChildren, JSX } from 'preact';
import { useApp } from './context.ts';

/** A link to another page of the dashboard, which does not load it again. */
export function Link({
  href,
  children,
  ...rest
}: { href: string; children: ComponentChildren } & AnchorHTMLAttributes): JSX.Element {
  const { router } = useApp();
  const follow = (event: MouseEvent): void => {
    // Another tab, another window, or a download is the browser's business.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    router.go(href);
  };
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  );
}
