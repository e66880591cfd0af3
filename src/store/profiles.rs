//! What companies showed of themselves on social networks when they were looked at.

use super::Store;
use super::waves::moment;
use crate::error::Result;
use crate::model::Network;
use jiff::Timestamp;
use sqlx::Row;

/// A look at a company's account. The ledger keeps whatever was found as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptProfile {
    /// The company's id.
    pub company: String,
    /// The network; `None` for the company's home page.
    pub network: Option<Network>,
    /// The handle that was looked up, or the address of the home page.
    pub handle: String,
    /// When.
    pub at: Timestamp,
    /// What was found, as JSON.
    pub json: String,
}

/// What stands in the place of a network for a home page.
const SITE: &str = "site";

impl Store {
    /// Keeps looks at accounts, all of them or none.
    pub async fn keep_profiles(&self, profiles: &[KeptProfile]) -> Result<()> {
        let mut tx = self.begin().await?;
        for profile in profiles {
            sqlx::query(
                "INSERT INTO profile (company, network, handle, at, json) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(&profile.company)
            .bind(profile.network.map_or(SITE, Network::as_str))
            .bind(&profile.handle)
            .bind(profile.at.as_second())
            .bind(&profile.json)
            .execute(&mut *tx)
            .await
            .map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))
    }

    /// Keeps one look at an account.
    pub async fn keep_profile(&self, profile: &KeptProfile) -> Result<()> {
        self.keep_profiles(std::slice::from_ref(profile)).await
    }

    /// The newest look at each account of each company, by company, network and handle.
    pub async fn profiles(&self) -> Result<Vec<KeptProfile>> {
        let rows = sqlx::query(
            "SELECT company, network, handle, at, json FROM profile p WHERE NOT EXISTS \
             (SELECT 1 FROM profile n WHERE n.company = p.company AND n.network = p.network \
              AND n.handle = p.handle AND n.id > p.id) ORDER BY company, network, handle",
        )
        .fetch_all(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(rows
            .iter()
            .map(|row| {
                let word: &str = row.get(1);
                KeptProfile {
                    company: row.get(0),
                    // Written by `keep_profiles` from the same type.
                    network: Network::ALL.into_iter().find(|n| n.as_str() == word),
                    handle: row.get(2),
                    at: moment(row.get(3)),
                    json: row.get(4),
                }
            })
            .collect())
    }
}
