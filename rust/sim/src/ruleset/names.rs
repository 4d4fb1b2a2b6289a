//! The names by which one place of a ruleset refers to another: each is known, and no two things of a list share one.

use std::collections::HashSet;

use super::check::{Conflict, conflict};
use super::{Attack, BossAttack, Death, Motion, Move, Program, Ruleset};

/// The index of the thing of this name.
pub(super) fn index_of<'a>(mut names: impl Iterator<Item = &'a str>, name: &str) -> Option<u8> {
    names.position(|other| other == name).and_then(|index| u8::try_from(index).ok())
}

impl Ruleset {
    pub(super) fn creep_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.creeps.iter().map(|kind| kind.name.as_str())
    }

    pub(super) fn bullet_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.bullets.iter().map(|kind| kind.name.as_str())
    }

    pub(super) fn boss_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.bosses.iter().map(|kind| kind.name.as_str())
    }

    pub(super) fn path_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.paths.iter().map(|path| path.name.as_str())
    }

    /// The name of every sprite that it needs, with the path of its field.
    pub fn sprites(&self) -> impl Iterator<Item = (String, &str)> {
        let creeps = self.creeps.iter().map(|kind| ("creeps", &kind.sprite)).enumerate();
        let bosses = self.bosses.iter().map(|kind| ("bosses", &kind.sprite)).enumerate();
        let bullets = self.bullets.iter().map(|kind| ("bullets", &kind.sprite)).enumerate();
        let power_ups = self.power_ups.kinds.iter().map(|kind| ("power_ups.kinds", &kind.sprite)).enumerate();
        let all = creeps.chain(bosses).chain(bullets).chain(power_ups);
        all.map(|(index, (list, sprite))| (format!("{list}[{index}].sprite"), sprite.as_str()))
    }

    /// Whether every name that is used is the name of one thing.
    pub(super) fn check_names(&self) -> Result<(), Conflict> {
        check_unique("creeps", self.creep_names())?;
        check_unique("bullets", self.bullet_names())?;
        check_unique("bosses", self.boss_names())?;
        check_unique("paths", self.path_names())?;
        for (index, level) in self.weapon.iter().enumerate() {
            self.check_bullet(format!("weapon[{index}].bullet"), &level.bullet)?;
        }
        self.check_power_ups()?;
        for (index, kind) in self.creeps.iter().enumerate() {
            match &kind.attack {
                Attack::Nothing => {}
                Attack::Shoot { bullet, .. } => {
                    self.check_bullet(format!("creeps[{index}].attack.bullet"), bullet)?;
                }
                Attack::Release { creep, .. } => {
                    self.check_creep(format!("creeps[{index}].attack.creep"), creep)?;
                }
            }
            if let Death::Split { creep, .. } = &kind.death {
                self.check_creep(format!("creeps[{index}].death.creep"), creep)?;
            }
            if let Motion::Parts { list, .. } = &kind.motion {
                for (part_index, part) in list.iter().enumerate() {
                    for (move_index, one) in part.moves.iter().enumerate() {
                        if let Move::Path { path, .. } = one {
                            let part = format!("creeps[{index}].motion.list[{part_index}]");
                            let field_path = format!("{part}.moves[{move_index}].path");
                            check_known(field_path, "path", path, self.path_names())?;
                        }
                    }
                }
            }
        }
        for (boss_index, boss) in self.bosses.iter().enumerate() {
            for (phase_index, phase) in boss.phases.iter().enumerate() {
                let attacks =
                    phase.attacks.iter().enumerate().map(|(index, attack)| ("attacks", index, attack));
                let also = phase.also.iter().enumerate().map(|(index, attack)| ("also", index, attack));
                for (list, index, boss_move) in attacks.chain(also) {
                    let path = format!("bosses[{boss_index}].phases[{phase_index}].{list}[{index}].attack");
                    match &boss_move.attack {
                        BossAttack::Volley { bullet, .. } | BossAttack::Ring { bullet, .. } => {
                            self.check_bullet(format!("{path}.bullet"), bullet)?;
                        }
                        BossAttack::Summon { creep, .. } => {
                            self.check_creep(format!("{path}.creep"), creep)?;
                        }
                        BossAttack::Beam { .. } | BossAttack::Charge { .. } => {}
                    }
                }
            }
        }
        self.check_program_names()
    }

    fn check_program_names(&self) -> Result<(), Conflict> {
        match &self.program {
            Program::Waves { list, .. } => {
                for (wave_index, wave) in list.iter().enumerate() {
                    if let Some(boss) = &wave.boss {
                        check_known(
                            format!("program.list[{wave_index}].boss"),
                            "boss",
                            boss,
                            self.boss_names(),
                        )?;
                    }
                    for (index, group) in wave.groups.iter().enumerate() {
                        let field_path = format!("program.list[{wave_index}].groups[{index}]");
                        self.check_group_creeps(&field_path, group)?;
                        if let Some(entry) = &group.entry {
                            let field_path = format!("{field_path}.entry.path");
                            check_known(field_path, "path", &entry.path, self.path_names())?;
                        }
                    }
                }
            }
            Program::SpawnStream { levels } => {
                for (level_index, level) in levels.iter().enumerate() {
                    if let Some(champion) = &level.champion {
                        self.check_creep(format!("program.levels[{level_index}].champion"), champion)?;
                    }
                    for (index, share) in level.creeps.iter().enumerate() {
                        let field_path = format!("program.levels[{level_index}].creeps[{index}].creep");
                        self.check_creep(field_path, &share.creep)?;
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn check_creep(&self, field_path: String, name: &str) -> Result<(), Conflict> {
        check_known(field_path, "creep", name, self.creep_names())
    }

    pub(super) fn check_bullet(&self, field_path: String, name: &str) -> Result<(), Conflict> {
        check_known(field_path, "bullet", name, self.bullet_names())
    }
}

fn check_unique<'a>(list: &str, names: impl Iterator<Item = &'a str>) -> Result<(), Conflict> {
    let mut taken = HashSet::new();
    for (index, name) in names.enumerate() {
        if !taken.insert(name) {
            let problem = format!("{name:?} is the name of two {list}; each needs its own");
            return conflict(format!("{list}[{index}].name"), problem);
        }
    }
    Ok(())
}

fn check_known<'a>(
    field_path: String,
    what: &str,
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), Conflict> {
    if index_of(names.clone(), name).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = names.collect();
    let allowed = if names.is_empty() {
        format!("the ruleset has no {what} at all")
    } else {
        format!("one of {} is allowed", names.join(", "))
    };
    conflict(field_path, format!("no {what} is called {name:?}; {allowed}"))
}
