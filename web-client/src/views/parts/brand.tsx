/** The mark and the name, as one word. */
export function Brand({ small = false }: { small?: boolean }) {
  return (
    <span class={small ? 'brand small' : 'brand'}>
      <svg viewBox="0 0 32 32" class="brand-mark" aria-hidden="true" focusable="false">
        <path
          class="brand-back"
          d="M12 4h9a8 8 0 0 1 8 8v3a8 8 0 0 1-8 8h-1l1 5-7-5h-2a9 9 0 0 1-9-9v-1a9 9 0 0 1 9-9Z"
        />
        <circle class="brand-dot" cx="10.5" cy="13.5" r="1.9" />
        <circle class="brand-dot" cx="16" cy="13.5" r="1.9" />
        <circle class="brand-dot call" cx="21.5" cy="13.5" r="1.9" />
      </svg>
      <span>Natter</span>
    </span>
  )
}
