/** How many colours the style sheet has for names. */
const HUES = 8

/** The first letter of a name on a colour that is always the same for that name. */
export function Avatar(props: { name: string; of?: string; small?: boolean; online?: boolean }) {
  const { name, of = name, small = false, online } = props
  return (
    <span class={small ? 'avatar small' : 'avatar'} data-hue={hue(of)} aria-hidden="true">
      {initial(name)}
      {online === undefined ? null : <span class="presence" data-online={online} />}
    </span>
  )
}

function initial(name: string): string {
  const letters = [...name.matchAll(/[\p{L}\p{N}]/gu)]
  return letters[0]?.[0].toLocaleUpperCase() ?? '?'
}

function hue(name: string): number {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 104_729
  return sum % HUES
}
