import { X } from 'lucide'
import { useEffect, useMemo } from 'preact/hooks'
import '../../style/panels.css'
import { ROLES } from '../../state/selectors'
import { useActions, useI18n, useSelect } from '../app'
import { IconButton } from '../parts/icon-button'
import { useHasRole } from '../parts/names'
import { useWindows } from '../windows'
import { Invite } from './invite'
import { MemberItem } from './member-item'

/** Who belongs to the room, and what those who run it can do about them. */
export default function MembersPanel({ room }: { room: string }) {
  const { t } = useI18n()
  const { toggle } = useWindows()
  const { loadMembers } = useActions()
  const members = useSelect((state) => state.rooms.get(room)?.members)
  const people = useSelect((state) => state.people)
  const moderates = useHasRole(room, 'moderator')
  const status = members?.status
  useEffect(() => {
    if (status === 'unknown') loadMembers(room)
  }, [status, room, loadMembers])
  const sorted = useMemo(() => {
    const rank = (user: string): number => (people.get(user)?.online === true ? 0 : 1)
    return [...(members?.byId.values() ?? [])].sort(
      (one, other) =>
        Number(one.banned) - Number(other.banned) ||
        rank(one.user) - rank(other.user) ||
        ROLES.indexOf(other.role) - ROLES.indexOf(one.role) ||
        one.name.localeCompare(other.name),
    )
  }, [members, people])
  return (
    <aside class="panel" aria-label={t('members.title')}>
      <header class="panel-head">
        <h2>{t('members.title')}</h2>
        <IconButton
          icon={X}
          label={t('dialog.close')}
          onClick={() => {
            toggle(undefined)
          }}
        />
      </header>
      {moderates ? <Invite room={room} /> : null}
      <ul
        class="panel-scroll"
        tabIndex={0}
        aria-busy={status === 'loading'}
        aria-label={t('members.title')}
      >
        {sorted.map((member) => (
          <MemberItem key={member.user} room={room} member={member} />
        ))}
        {status === 'known' && sorted.length === 0 ? (
          <li class="hint">{t('members.none')}</li>
        ) : null}
        {members?.cursor === undefined ? null : (
          <li>
            <button
              type="button"
              class="button quiet small"
              onClick={() => {
                loadMembers(room)
              }}
            >
              {t('browse.more')}
            </button>
          </li>
        )}
      </ul>
    </aside>
  )
}
