import { Copy, Ellipsis, History, MessageCircle, Pencil, Reply, SmilePlus, Trash } from 'lucide'
import { useState } from 'preact/hooks'
import type { MessageRow } from '../../state/row'
import { useActions, useI18n, useSelect } from '../app'
import { EmojiButton } from '../emoji/emoji-button'
import { Confirm } from '../parts/confirm'
import { IconButton } from '../parts/icon-button'
import { Menu, type MenuItem } from '../parts/menu'
import { useHasRole, useMe } from '../parts/names'
import { Edits } from './edits'

/** What is at hand without opening the picker. */
const QUICK = ['👍', '❤️', '😂'] as const

/** What can be done with a message, shown while it is pointed at or has the focus. */
export function Toolbar({ row }: { row: MessageRow }) {
  const { t } = useI18n()
  const { answer, edit, react, deleteMessage, openDirect } = useActions()
  const me = useMe()
  const direct = useSelect((state) => state.rooms.get(row.room)?.kind === 'direct')
  const moderates = useHasRole(row.room, 'moderator')
  const [dialog, setDialog] = useState<'delete' | 'edits'>()
  const { room, sequence } = row
  const toggle = (emoji: string): void => {
    const mine = row.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine)
    void react(room, sequence, emoji, !mine)
  }
  const items: MenuItem[] = [
    {
      label: t('message.copy'),
      icon: Copy,
      act: () => void navigator.clipboard.writeText(row.text),
    },
  ]
  if (!direct && row.from.id !== me.id) {
    items.push({
      label: t('message.direct', { name: row.from.name }),
      icon: MessageCircle,
      act: () => void openDirect(row.from.id),
    })
  }
  if (row.editedAt !== undefined && moderates) {
    items.push({
      label: t('message.edits'),
      icon: History,
      act: () => {
        setDialog('edits')
      },
    })
  }
  if (row.own || moderates) {
    items.push({
      label: t('message.delete'),
      icon: Trash,
      bad: true,
      act: () => {
        setDialog('delete')
      },
    })
  }
  const close = (): void => {
    setDialog(undefined)
  }
  return (
    <div class="toolbar" role="toolbar" aria-label={t('message.actions')}>
      {QUICK.map((emoji) => (
        <button
          key={emoji}
          type="button"
          class="icon-button quick"
          aria-label={t('reaction.add', { emoji })}
          onClick={() => {
            toggle(emoji)
          }}
        >
          {emoji}
        </button>
      ))}
      <EmojiButton icon={SmilePlus} label={t('message.react')} onPick={toggle} />
      <IconButton
        icon={Reply}
        label={t('message.answer')}
        onClick={() => {
          answer(room, sequence)
        }}
      />
      {row.own ? (
        <IconButton
          icon={Pencil}
          label={t('message.edit')}
          onClick={() => {
            edit(room, sequence)
          }}
        />
      ) : null}
      <Menu icon={Ellipsis} label={t('message.more')} items={items} />
      {dialog === 'delete' ? (
        <Confirm
          title={t('delete.title')}
          words={t('delete.words')}
          yes={t('message.delete')}
          onClose={close}
          onYes={() => void deleteMessage(room, sequence)}
        />
      ) : null}
      {dialog === 'edits' ? <Edits room={room} sequence={sequence} onClose={close} /> : null}
    </div>
  )
}
