import { useId } from 'preact/hooks'

type Props<Value extends string> = {
  label: string
  values: readonly Value[]
  chosen: Value
  words: (value: Value) => string
  onChoose: (value: Value) => void
}

/** One of a few, all of them seen at once. */
export function Choice<Value extends string>(props: Props<Value>) {
  const { label, values, chosen, words, onChoose } = props
  const name = useId()
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div class="choice-row">
        {values.map((value) => (
          <label key={value} class="choice-one" data-value={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => {
                onChoose(value)
              }}
            />
            <span>{words(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
