/** Why something did not work, said at once to who cannot see it. */
export function Fault({ words }: { words: string | undefined }) {
  return (
    <p class="fault" role="alert" hidden={words === undefined}>
      {words}
    </p>
  )
}
