import { useRef, useState } from 'preact/hooks'
import type { MessageRow } from '../../state/row'
import { useI18n, useSelect } from '../app'
import { Markup } from '../markup/markup'
import { Avatar } from '../parts/avatar'
import { Time } from '../parts/live-time'
import { useMe } from '../parts/names'
import { Failure } from './failure'
import { FileView } from './file-view'
import { MarkView } from './mark-view'
import { Quote } from './quote'
import { Reactions } from './reactions'
import { Toolbar } from './toolbar'
import { useMessageKeys } from './use-message-keys'

type Props = { row: MessageRow; index: number; reachable: boolean; marked: boolean }

export function Message({ row, index, reachable, marked }: Props) {
  const { t, time } = useI18n()
  const [active, setActive] = useState(false)
  const root = useRef<HTMLElement>(null)
  const onKeyDown = useMessageKeys(row, root)
  const leave = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && root.current?.contains(event.relatedTarget)) return
    if (root.current?.matches(':hover') !== true) setActive(false)
  }
  const label = t('message.label', { name: row.from.name, time: time(row.at) })
  return (
    <article
      ref={root}
      class="message"
      data-index={index}
      data-sequence={row.sequence}
      data-status={row.mark ?? 'stored'}
      data-own={row.own}
      data-counted={row.readers !== undefined}
      data-leads={row.leads}
      data-calls={row.mentionsMe}
      data-marked={marked}
      tabIndex={reachable ? 0 : -1}
      aria-label={label}
      onKeyDown={onKeyDown}
      onPointerOver={() => {
        setActive(true)
      }}
      onPointerLeave={() => {
        if (root.current?.contains(document.activeElement) !== true) setActive(false)
      }}
      onFocusIn={() => {
        setActive(true)
      }}
      onFocusOut={leave}
    >
      {row.leads ? (
        <Avatar name={row.from.name} of={row.from.id || row.from.name} />
      ) : (
        <span class="gutter">
          <Time at={row.at} />
        </span>
      )}
      <div class="message-body">
        {row.leads ? (
          <header class="heading">
            <bdi class="sender">{row.from.name}</bdi>
            <Time at={row.at} />
          </header>
        ) : null}
        {row.reply === undefined ? null : <Quote room={row.room} reply={row.reply} />}
        <Content row={row} reachable={reachable} />
        <Reactions row={row} />
        <Failure row={row} />
      </div>
      {active && row.sequence > 0 && !row.deleted ? <Toolbar row={row} /> : null}
    </article>
  )
}

function Content({ row, reachable }: Pick<Props, 'row' | 'reachable'>) {
  const { t, exact } = useI18n()
  const me = useMe()
  const people = useSelect((state) => state.people)
  if (row.deleted) return <p class="deleted">{t('message.deleted')}</p>
  const names = row.mentions.map((id) =>
    id.startsWith('@') ? id.slice(1) : (people.get(id)?.name ?? ''),
  )
  return (
    <>
      <div class="bubble">
        {row.text === '' ? null : (
          <Markup text={row.text} mentions={names.filter((name) => name !== '')} me={me.name} />
        )}
        {row.editedAt === undefined ? null : (
          <small class="edited" title={exact(row.editedAt)}>
            {t('message.edited')}
          </small>
        )}
        <MarkView row={row} reachable={reachable} />
      </div>
      {row.files.map((file) => (
        <FileView key={file} file={file} />
      ))}
    </>
  )
}
