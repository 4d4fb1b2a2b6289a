//! A browser's tabs: opens, shows, freezes and closes them.

use std::time::Duration;

use serde_json::{Value, json};

use super::record::plain;
use super::{ANSWER_LIMIT, Browser, Error};

/// A tab of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    target: String,
    session: String,
}

impl Tab {
    pub(super) fn new(target: String, session: String) -> Self {
        Self { target, session }
    }

    pub(super) fn has_session(&self, session: &Value) -> bool {
        *session == self.session.as_str()
    }
}

impl Browser {
    /// The tab that commands go to.
    ///
    /// # Errors
    /// It has crashed.
    pub fn tab(&self) -> Result<Tab, Error> {
        let tab = self.tabs.iter().find(|tab| tab.session == self.page).cloned();
        tab.ok_or_else(|| Error::Gone { why: "the tab is closed".to_owned() })
    }

    /// Opens an empty tab in the front; commands go to it from now on.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn open_tab(&mut self) -> Result<Tab, Error> {
        let answer = self.call("", "Target.createTarget", json!({ "url": "about:blank" }))?;
        let target = plain(&answer["targetId"]);
        let tab = self.wait("the new tab", ANSWER_LIMIT, |browser| {
            Ok(browser.tabs.iter().find(|tab| tab.target == target).cloned())
        })?;
        self.show_tab(&tab)?;
        Ok(tab)
    }

    /// Brings a tab to the front; commands go to it from now on.
    ///
    /// # Errors
    /// The browser is gone, or the tab is closed.
    pub fn show_tab(&mut self, tab: &Tab) -> Result<(), Error> {
        self.call("", "Target.activateTarget", json!({ "targetId": tab.target }))?;
        self.talk_with(tab);
        Ok(())
    }

    /// Sends commands to a tab from now on, whether it is in the front or not.
    pub fn talk_with(&mut self, tab: &Tab) {
        tab.session.clone_into(&mut self.page);
    }

    /// Closes a tab. Another one must be shown next.
    ///
    /// # Errors
    /// The browser is gone, or the tab is closed already.
    pub fn close_tab(&mut self, tab: &Tab) -> Result<(), Error> {
        self.call("", "Target.closeTarget", json!({ "targetId": tab.target }))?;
        self.wait("the end of a tab", ANSWER_LIMIT, |browser| Ok((!browser.tabs.contains(tab)).then_some(())))
    }

    /// Freezes the page for a while, as browsers do with pages that were left long ago.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn freeze(&mut self, time: Duration) -> Result<(), Error> {
        self.ask("Page.setWebLifecycleState", json!({ "state": "frozen" }))?;
        self.rest(time)?;
        self.ask("Page.setWebLifecycleState", json!({ "state": "active" }))?;
        // Only hidden pages freeze in real life; the page hears that it is visible again when it comes from behind another tab.
        let (tab, other) = (self.tab()?, self.open_tab()?);
        self.close_tab(&other)?;
        self.show_tab(&tab)
    }
}
