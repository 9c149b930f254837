import type { ComponentChildren, JSX } from 'preact';
import { Mark } from '../bar/mark.tsx';

interface BannerProps {
  tone: 'warning' | 'bad';
  title: string;
  children: ComponentChildren;
}

/** Something that concerns the whole page: what is wrong, and what to do. */
export const Banner = ({ tone, title, children }: BannerProps): JSX.Element => (
  <section class="banner" data-tone={tone} aria-label={title}>
    <Mark tone={tone} />
    <div>
      <strong>{title}</strong> {children}
    </div>
  </section>
);
