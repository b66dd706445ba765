import { useId, useState } from 'preact/hooks'
import { useActions, useI18n, useSelect } from '../app'
import { useAsking } from '../parts/asking'
import { Fault } from '../parts/fault'

/** Invites somebody, by the name of one whom one has met or by an id. */
export function Invite({ room }: { room: string }) {
  const { t } = useI18n()
  const { invite } = useActions()
  const id = useId()
  const people = useSelect((state) => state.people)
  const members = useSelect((state) => state.rooms.get(room)?.members.byId)
  const [name, setName] = useState('')
  const { busy, fault, ask } = useAsking()
  const strangers = [...people.values()].filter((person) => members?.has(person.id) !== true)
  const submit = (): void => {
    const wanted = name.trim().toLocaleLowerCase()
    const met = strangers.find((person) => person.name.toLocaleLowerCase() === wanted)
    ask(
      () => invite(room, met?.id ?? name.trim()),
      () => {
        setName('')
      },
    )
  }
  return (
    <form
      class="invite"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') submit()
      }}
    >
      <input
        class="field"
        list={id}
        aria-label={t('invite.label')}
        placeholder={t('invite.label')}
        value={name}
        onInput={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      <datalist id={id}>
        {strangers.map((person) => (
          <option key={person.id} value={person.name} />
        ))}
      </datalist>
      <button type="submit" class="button" disabled={busy || name.trim() === ''}>
        {t('invite.do')}
      </button>
      <Fault words={fault} />
    </form>
  )
}
