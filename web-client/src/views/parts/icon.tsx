import type { IconNode } from 'lucide'
import { h } from 'preact'

/** A picture that says nothing by itself: what it stands for is told in words beside it. */
export function Icon({ of }: { of: IconNode }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  )
}
