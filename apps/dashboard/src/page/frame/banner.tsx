import type { ComponentChildren, JSX } from 'preact';
import { Mark } from '../bar/mark.tsx';

interface BannerProps {
  tone: 'warning' | 'bad';
  title: string;
  children: ComponentChildren;
  /** What changes each second, in places of its own: a longer text must not move the lines below. */
  facts?: readonly string[];
}

/** Something that concerns the whole page: what is wrong, and what to do. */
export const Banner = ({ tone, title, children, facts = [] }: BannerProps): JSX.Element => (
  <section class="banner" data-tone={tone} aria-label={title}>
    <Mark tone={tone} />
    <div>
      <strong>{title}</strong> {children}
      {facts.length > 0 && (
        <p class="banner-facts">
          {facts.map((fact, index) => (
            <span key={index}>{fact}</span>
          ))}
        </p>
      )}
    </div>
  </section>
);
