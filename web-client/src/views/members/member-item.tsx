import { Ellipsis } from 'lucide'
import type { Member } from '../../state/state'
import { useI18n, useSelect } from '../app'
import { Avatar } from '../parts/avatar'
import { Ago } from '../parts/live-time'
import { Menu } from '../parts/menu'
import { useMemberItems } from './use-member-items'

export function MemberItem({ room, member }: { room: string; member: Member }) {
  const { t, time } = useI18n()
  const person = useSelect((state) => state.people.get(member.user))
  const items = useMemberItems(room, member)
  const muted = member.mutedUntil !== undefined && member.mutedUntil > Date.now()
  return (
    <li class="member" data-banned={member.banned}>
      <Avatar
        name={member.name}
        of={member.user}
        {...(person?.online === undefined ? {} : { online: person.online })}
      />
      <div class="member-words">
        <span class="member-name">
          <bdi>{member.name}</bdi>
          {member.role === 'owner' || member.role === 'moderator' ? (
            <span class="badge">{t(`role.${member.role}`)}</span>
          ) : null}
        </span>
        <span class="hint">
          {member.banned ? t('member.banned') : null}
          {muted ? t('member.muted', { time: time(member.mutedUntil ?? 0) }) : null}
          {!member.banned && !muted && person?.online === true ? t('presence.online') : null}
          {!member.banned && !muted && person?.online === false && person.lastSeen !== undefined ? (
            <Ago at={person.lastSeen} />
          ) : null}
        </span>
      </div>
      {items.length === 0 ? null : (
        <Menu icon={Ellipsis} label={t('member.more', { name: member.name })} items={items} />
      )}
    </li>
  )
}
