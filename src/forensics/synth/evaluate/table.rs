//! The figures as text.

use std::fmt;

use super::reading::Count;
use super::{Outcome, Share};

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.interval();
        let percent = |value: f64| value * 100.0;
        let text = format!(
            "{:5.1} % [{:.1}-{:.1}] n={}",
            percent(self.value()),
            percent(low),
            percent(high),
            self.of
        );
        f.pad(&text)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:6.3} % ({} of {})", self.rate() * 100.0, self.wrong, self.characters);
        f.pad(&text)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "chain {}", self.chain)?;
        writeln!(f, "\n{:<24}{:<20}{:<30}{:<30}any, located", "paper", "edit", "strong, located", "strong")?;
        for breaks in [true, false] {
            writeln!(f, "-- {}", if breaks { "breaks a rule" } else { "breaks none" })?;
            for ((kind, edit), found) in self.edits.iter().filter(|((_, edit), _)| edit.breaks() == breaks) {
                let kind = format!("{kind:?}");
                writeln!(
                    f,
                    "{kind:<24}{:<20}{:<30}{:<30}{}",
                    edit.name(),
                    found.located,
                    found.strong,
                    found.any
                )?;
            }
        }
        writeln!(f, "all that break a rule, found by any finding: {}", self.breaking())?;
        writeln!(f, "                       by a strong finding: {}", self.breaking_strongly())?;
        writeln!(f, "\nhonest papers with a strong finding: {}", self.false_alarms())?;
        writeln!(f, "              with any finding:      {}", self.remarks())?;
        for ((_, template), held) in &self.honest {
            writeln!(f, "  {template:<28}{:<30}{}", held.strong, held.any)?;
        }
        for (rule, (strong, any)) in &self.alarms {
            writeln!(f, "  rule {rule}: {strong} strong of {any}")?;
        }
        if self.reading.all.characters > 0 {
            writeln!(f, "\ncharacter errors: {}; under seals: {}", self.reading.all, self.reading.sealed)?;
            for (name, count) in self.reading.templates.iter().chain(&self.reading.fonts) {
                writeln!(f, "  {name:<28}{count}")?;
            }
            for (kind, count) in &self.reading.kinds {
                writeln!(f, "  {:<28}{count}", format!("{kind:?}"))?;
            }
        }
        Ok(())
    }
}
