import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'

type Props<Id extends string> = {
  tabs: readonly Readonly<{ id: Id; label: string }>[]
  chosen: Id
  label: string
  onChoose: (id: Id) => void
  children: ComponentChildren
}

/** One of several sheets at a time; the arrows go from one to the next. */
export function Tabs<Id extends string>({ tabs, chosen, label, onChoose, children }: Props<Id>) {
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const now = tabs.findIndex((tab) => tab.id === chosen)
    const to = (now + step + tabs.length) % tabs.length
    const next = tabs[to]
    if (next === undefined) return
    event.preventDefault()
    onChoose(next.id)
    root.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={root} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            class="tab"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-selected={tab.id === chosen}
            aria-controls={`${id}-sheet`}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => {
              onChoose(tab.id)
            }}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div class="tab-sheet" role="tabpanel" id={`${id}-sheet`} aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </>
  )
}
