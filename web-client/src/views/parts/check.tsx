import { useId } from 'preact/hooks'

type Props = { label: string; hint?: string; on: boolean; onChange: (on: boolean) => void }

/** Something that is on or off. */
export function Check({ label, hint, on, onChange }: Props) {
  const id = useId()
  return (
    <div class="check">
      <input
        type="checkbox"
        role="switch"
        id={id}
        checked={on}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          onChange(event.currentTarget.checked)
        }}
      />
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
