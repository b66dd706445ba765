/** The mark, which is drawn in `index.html`, and the name, as one word. */
export function Brand({ small = false }: { small?: boolean }) {
  return (
    <span class={small ? 'brand small' : 'brand'}>
      <svg class="brand-mark" aria-hidden="true" focusable="false">
        <use href="#brand-mark" />
      </svg>
      <span>Natter</span>
    </span>
  )
}
